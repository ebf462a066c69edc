-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "explanationId" UUID,
ADD COLUMN     "featureSet" TEXT;

-- CreateTable
CREATE TABLE "Explanation" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT,
    "asOf" DATE NOT NULL,
    "settings" JSONB NOT NULL,

    CONSTRAINT "Explanation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExplanationPart" (
    "explanationId" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "runId" UUID NOT NULL,
    "ledger" JSONB NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "ExplanationPart_pkey" PRIMARY KEY ("explanationId","target")
);

-- CreateIndex
CREATE UNIQUE INDEX "Explanation_jobId_key" ON "Explanation"("jobId");

-- CreateIndex
CREATE INDEX "Explanation_versionId_createdAt_idx" ON "Explanation"("versionId", "createdAt");

-- CreateIndex
CREATE INDEX "Run_explanationId_idx" ON "Run"("explanationId");

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_explanationId_fkey" FOREIGN KEY ("explanationId") REFERENCES "Explanation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Explanation" ADD CONSTRAINT "Explanation_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExplanationPart" ADD CONSTRAINT "ExplanationPart_explanationId_fkey" FOREIGN KEY ("explanationId") REFERENCES "Explanation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExplanationPart" ADD CONSTRAINT "ExplanationPart_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
