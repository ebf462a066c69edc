-- DropIndex
DROP INDEX "CelebReason_snapshotId_target_feature_idx";

-- AlterTable
ALTER TABLE "Dataset" ADD COLUMN     "workSerial" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "CelebReason_snapshotId_target_feature_celebId_idx" ON "CelebReason"("snapshotId", "target", "feature", "celebId");
