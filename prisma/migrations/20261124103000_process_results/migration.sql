-- CreateTable
CREATE TABLE "ProcessResult" (
    "versionId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProcessResult_pkey" PRIMARY KEY ("versionId","key")
);

-- CreateIndex
CREATE INDEX "ProcessResult_versionId_createdAt_idx" ON "ProcessResult"("versionId", "createdAt");

-- AddForeignKey
ALTER TABLE "ProcessResult" ADD CONSTRAINT "ProcessResult_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
