-- AlterTable
ALTER TABLE "CelebReason" ADD COLUMN     "week" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "weekBefore" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "CelebScore" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Dataset" ADD COLUMN     "clockDay" DATE;

-- CreateTable
CREATE TABLE "CelebWork" (
    "datasetId" UUID NOT NULL,
    "celebId" TEXT NOT NULL,
    "owner" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "CelebWork_pkey" PRIMARY KEY ("datasetId","celebId")
);

-- CreateTable
CREATE TABLE "CelebAction" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "celebId" TEXT NOT NULL,
    "asOf" DATE NOT NULL,
    "roundId" UUID,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "CelebAction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Round" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "snapshotId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "holdoutShare" DOUBLE PRECISION NOT NULL,
    "seed" BIGINT NOT NULL,
    "owner" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "Round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoundMember" (
    "roundId" UUID NOT NULL,
    "celebId" TEXT NOT NULL,
    "isHoldout" BOOLEAN NOT NULL,

    CONSTRAINT "RoundMember_pkey" PRIMARY KEY ("roundId","celebId")
);

-- CreateTable
CREATE TABLE "OutcomeWeek" (
    "datasetId" UUID NOT NULL,
    "asOf" DATE NOT NULL,
    "outcomeDays" INTEGER NOT NULL,
    "versionId" UUID NOT NULL,
    "closedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutcomeWeek_pkey" PRIMARY KEY ("datasetId","asOf")
);

-- CreateTable
CREATE TABLE "CelebOutcome" (
    "datasetId" UUID NOT NULL,
    "asOf" DATE NOT NULL,
    "celebId" TEXT NOT NULL,
    "churned" BOOLEAN NOT NULL,
    "stickered" BOOLEAN NOT NULL,

    CONSTRAINT "CelebOutcome_pkey" PRIMARY KEY ("datasetId","asOf","celebId")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "person" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Webhook" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "webhookId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CelebWork_datasetId_owner_idx" ON "CelebWork"("datasetId", "owner");

-- CreateIndex
CREATE INDEX "CelebWork_datasetId_status_idx" ON "CelebWork"("datasetId", "status");

-- CreateIndex
CREATE INDEX "CelebAction_datasetId_celebId_asOf_idx" ON "CelebAction"("datasetId", "celebId", "asOf");

-- CreateIndex
CREATE INDEX "CelebAction_roundId_idx" ON "CelebAction"("roundId");

-- CreateIndex
CREATE INDEX "Round_snapshotId_idx" ON "Round"("snapshotId");

-- CreateIndex
CREATE UNIQUE INDEX "Round_datasetId_name_key" ON "Round"("datasetId", "name");

-- CreateIndex
CREATE INDEX "RoundMember_celebId_idx" ON "RoundMember"("celebId");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_datasetId_person_name_key" ON "SavedView"("datasetId", "person", "name");

-- CreateIndex
CREATE INDEX "Webhook_datasetId_idx" ON "Webhook"("datasetId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_status_nextAt_idx" ON "WebhookDelivery"("status", "nextAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_webhookId_createdAt_idx" ON "WebhookDelivery"("webhookId", "createdAt");

-- AddForeignKey
ALTER TABLE "CelebWork" ADD CONSTRAINT "CelebWork_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CelebAction" ADD CONSTRAINT "CelebAction_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CelebAction" ADD CONSTRAINT "CelebAction_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "Round"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Round" ADD CONSTRAINT "Round_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Round" ADD CONSTRAINT "Round_snapshotId_fkey" FOREIGN KEY ("snapshotId") REFERENCES "ScoreSnapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundMember" ADD CONSTRAINT "RoundMember_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "Round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeWeek" ADD CONSTRAINT "OutcomeWeek_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CelebOutcome" ADD CONSTRAINT "CelebOutcome_datasetId_asOf_fkey" FOREIGN KEY ("datasetId", "asOf") REFERENCES "OutcomeWeek"("datasetId", "asOf") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;
