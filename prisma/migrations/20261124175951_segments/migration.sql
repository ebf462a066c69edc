-- AlterTable
ALTER TABLE "CelebScore" ADD COLUMN     "change" DOUBLE PRECISION,
ADD COLUMN     "lastOwnDay" DATE,
ADD COLUMN     "lastStickerDay" DATE,
ADD COLUMN     "name" TEXT,
ADD COLUMN     "ownWeeks" INTEGER[],
ADD COLUMN     "previousChurn" DOUBLE PRECISION,
ADD COLUMN     "previousScore" DOUBLE PRECISION,
ADD COLUMN     "previousSticker" DOUBLE PRECISION,
ADD COLUMN     "rank" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "CelebReason" (
    "snapshotId" UUID NOT NULL,
    "celebId" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "explanationId" UUID NOT NULL,
    "feature" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "shap" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "CelebReason_pkey" PRIMARY KEY ("snapshotId","celebId","target","position")
);

-- CreateTable
CREATE TABLE "Policy" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyOutcome" (
    "policyId" UUID NOT NULL,
    "snapshotId" UUID NOT NULL,
    "threshold" DOUBLE PRECISION,
    "reason" TEXT,
    "celebs" INTEGER NOT NULL,
    "expectedChurners" DOUBLE PRECISION NOT NULL,
    "expectedStickered" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "PolicyOutcome_pkey" PRIMARY KEY ("policyId","snapshotId")
);

-- CreateIndex
CREATE INDEX "CelebReason_snapshotId_target_feature_idx" ON "CelebReason"("snapshotId", "target", "feature");

-- CreateIndex
CREATE UNIQUE INDEX "Policy_datasetId_name_key" ON "Policy"("datasetId", "name");

-- CreateIndex
CREATE INDEX "PolicyOutcome_snapshotId_idx" ON "PolicyOutcome"("snapshotId");

-- CreateIndex
CREATE INDEX "CelebScore_snapshotId_churn_idx" ON "CelebScore"("snapshotId", "churn");

-- CreateIndex
CREATE INDEX "CelebScore_snapshotId_sticker_idx" ON "CelebScore"("snapshotId", "sticker");

-- CreateIndex
CREATE INDEX "CelebScore_snapshotId_change_idx" ON "CelebScore"("snapshotId", "change");

-- CreateIndex
CREATE INDEX "CelebScore_snapshotId_lastOwnDay_idx" ON "CelebScore"("snapshotId", "lastOwnDay");

-- AddForeignKey
ALTER TABLE "CelebReason" ADD CONSTRAINT "CelebReason_snapshotId_fkey" FOREIGN KEY ("snapshotId") REFERENCES "ScoreSnapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Policy" ADD CONSTRAINT "Policy_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyOutcome" ADD CONSTRAINT "PolicyOutcome_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PolicyOutcome" ADD CONSTRAINT "PolicyOutcome_snapshotId_fkey" FOREIGN KEY ("snapshotId") REFERENCES "ScoreSnapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Snapshots from before have their ranks already in their scores.
UPDATE "CelebScore" s SET "rank" = r.place
FROM (
  SELECT "snapshotId", "celebId", rank() OVER (PARTITION BY "snapshotId" ORDER BY score DESC) AS place
  FROM "CelebScore"
) r
WHERE s."snapshotId" = r."snapshotId" AND s."celebId" = r."celebId";
