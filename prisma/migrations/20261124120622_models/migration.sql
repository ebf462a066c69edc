-- AlterTable
ALTER TABLE "Job" ADD COLUMN     "followsId" UUID;

-- CreateTable
CREATE TABLE "Run" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scaler" TEXT,
    "experiment" TEXT,
    "searchId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT,
    "candidate" JSONB NOT NULL,
    "windows" JSONB NOT NULL,
    "split" JSONB NOT NULL,
    "splitSummary" JSONB NOT NULL,
    "features" TEXT[],
    "calibration" JSONB,
    "engine" TEXT NOT NULL,
    "libraries" JSONB NOT NULL,
    "log" JSONB NOT NULL,
    "bestStep" INTEGER,
    "parameters" INTEGER NOT NULL,
    "durationMs" DOUBLE PRECISION NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Champion" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "runId" UUID NOT NULL,
    "chosenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "chosenBy" TEXT NOT NULL,
    "reason" JSONB NOT NULL,

    CONSTRAINT "Champion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Search" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT,

    CONSTRAINT "Search_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Trial" (
    "searchId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "intermediate" JSONB NOT NULL DEFAULT '[]',
    "value" DOUBLE PRECISION,
    "bestEpoch" INTEGER,
    "jobId" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "durationMs" DOUBLE PRECISION,
    "error" TEXT,

    CONSTRAINT "Trial_pkey" PRIMARY KEY ("searchId","number")
);

-- CreateTable
CREATE TABLE "ScoreSnapshot" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "asOf" DATE NOT NULL,
    "churnRunId" UUID NOT NULL,
    "stickerRunId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "celebs" INTEGER NOT NULL,

    CONSTRAINT "ScoreSnapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CelebScore" (
    "snapshotId" UUID NOT NULL,
    "celebId" TEXT NOT NULL,
    "churn" DOUBLE PRECISION NOT NULL,
    "sticker" DOUBLE PRECISION NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "CelebScore_pkey" PRIMARY KEY ("snapshotId","celebId")
);

-- CreateIndex
CREATE INDEX "Run_versionId_target_createdAt_idx" ON "Run"("versionId", "target", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Run_jobId_position_key" ON "Run"("jobId", "position");

-- CreateIndex
CREATE INDEX "Champion_datasetId_target_chosenAt_idx" ON "Champion"("datasetId", "target", "chosenAt");

-- CreateIndex
CREATE INDEX "Search_versionId_createdAt_idx" ON "Search"("versionId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ScoreSnapshot_versionId_asOf_churnRunId_stickerRunId_key" ON "ScoreSnapshot"("versionId", "asOf", "churnRunId", "stickerRunId");

-- CreateIndex
CREATE INDEX "CelebScore_snapshotId_score_idx" ON "CelebScore"("snapshotId", "score");

-- CreateIndex
CREATE INDEX "Job_followsId_idx" ON "Job"("followsId");

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_searchId_fkey" FOREIGN KEY ("searchId") REFERENCES "Search"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Champion" ADD CONSTRAINT "Champion_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Champion" ADD CONSTRAINT "Champion_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Search" ADD CONSTRAINT "Search_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Trial" ADD CONSTRAINT "Trial_searchId_fkey" FOREIGN KEY ("searchId") REFERENCES "Search"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreSnapshot" ADD CONSTRAINT "ScoreSnapshot_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreSnapshot" ADD CONSTRAINT "ScoreSnapshot_churnRunId_fkey" FOREIGN KEY ("churnRunId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreSnapshot" ADD CONSTRAINT "ScoreSnapshot_stickerRunId_fkey" FOREIGN KEY ("stickerRunId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CelebScore" ADD CONSTRAINT "CelebScore_snapshotId_fkey" FOREIGN KEY ("snapshotId") REFERENCES "ScoreSnapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;
