-- CreateTable
CREATE TABLE "Schedule" (
    "datasetId" UUID NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "weekday" INTEGER NOT NULL,
    "minute" INTEGER NOT NULL,
    "folder" TEXT,
    "nextAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "Schedule_pkey" PRIMARY KEY ("datasetId")
);

-- CreateTable
CREATE TABLE "ScheduledRun" (
    "datasetId" UUID NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "jobId" UUID NOT NULL,

    CONSTRAINT "ScheduledRun_pkey" PRIMARY KEY ("datasetId","dueAt")
);

-- CreateTable
CREATE TABLE "MailServer" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "secure" BOOLEAN NOT NULL,
    "user" TEXT,
    "password" TEXT,
    "from" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "MailServer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Recipient" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "Recipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BriefDelivery" (
    "id" UUID NOT NULL,
    "weekId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "test" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" TIMESTAMPTZ(3),

    CONSTRAINT "BriefDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WeekShare" (
    "id" UUID NOT NULL,
    "weekId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WeekShare_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Schedule_nextAt_idx" ON "Schedule"("nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "ScheduledRun_jobId_key" ON "ScheduledRun"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "Recipient_datasetId_channel_address_key" ON "Recipient"("datasetId", "channel", "address");

-- CreateIndex
CREATE INDEX "BriefDelivery_status_nextAt_idx" ON "BriefDelivery"("status", "nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "BriefDelivery_weekId_channel_recipient_test_key" ON "BriefDelivery"("weekId", "channel", "recipient", "test");

-- CreateIndex
CREATE UNIQUE INDEX "WeekShare_tokenHash_key" ON "WeekShare"("tokenHash");

-- CreateIndex
CREATE INDEX "WeekShare_weekId_idx" ON "WeekShare"("weekId");

-- AddForeignKey
ALTER TABLE "Schedule" ADD CONSTRAINT "Schedule_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScheduledRun" ADD CONSTRAINT "ScheduledRun_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Schedule"("datasetId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recipient" ADD CONSTRAINT "Recipient_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BriefDelivery" ADD CONSTRAINT "BriefDelivery_weekId_fkey" FOREIGN KEY ("weekId") REFERENCES "Week"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WeekShare" ADD CONSTRAINT "WeekShare_weekId_fkey" FOREIGN KEY ("weekId") REFERENCES "Week"("id") ON DELETE CASCADE ON UPDATE CASCADE;
