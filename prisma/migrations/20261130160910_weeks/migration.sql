-- CreateTable
CREATE TABLE "Week" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "asOf" DATE NOT NULL,
    "snapshotId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT,
    "fingerprint" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "Week_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WeekGrade" (
    "weekId" UUID NOT NULL,
    "gradedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "content" JSONB NOT NULL,

    CONSTRAINT "WeekGrade_pkey" PRIMARY KEY ("weekId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Week_datasetId_asOf_key" ON "Week"("datasetId", "asOf");

-- AddForeignKey
ALTER TABLE "Week" ADD CONSTRAINT "Week_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Week" ADD CONSTRAINT "Week_snapshotId_fkey" FOREIGN KEY ("snapshotId") REFERENCES "ScoreSnapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WeekGrade" ADD CONSTRAINT "WeekGrade_weekId_fkey" FOREIGN KEY ("weekId") REFERENCES "Week"("id") ON DELETE CASCADE ON UPDATE CASCADE;
