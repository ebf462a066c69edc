-- CreateEnum
CREATE TYPE "Role" AS ENUM ('viewer', 'manager', 'analyst', 'admin');

-- CreateEnum
CREATE TYPE "JobStatus" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "role" "Role" NOT NULL DEFAULT 'viewer',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dataset" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DatasetVersion" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "jobId" UUID NOT NULL,
    "firstDay" DATE NOT NULL,
    "lastDay" DATE NOT NULL,
    "eventRows" BIGINT NOT NULL,
    "stickerRows" BIGINT NOT NULL,
    "celebRows" INTEGER NOT NULL,
    "targetCelebs" INTEGER NOT NULL,
    "dailyRows" INTEGER NOT NULL,
    "dailyColumns" TEXT[],
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "quality" JSONB NOT NULL,

    CONSTRAINT "DatasetVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Preparation" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "observeDays" INTEGER NOT NULL,
    "outcomeDays" INTEGER NOT NULL,
    "strideDays" INTEGER NOT NULL,
    "anchors" INTEGER NOT NULL,
    "complete" INTEGER NOT NULL,
    "open" INTEGER NOT NULL,
    "churned" INTEGER NOT NULL,
    "stickerPositive" INTEGER NOT NULL,

    CONSTRAINT "Preparation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportedFile" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "table" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "mappingHash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "rowsRead" BIGINT NOT NULL,
    "rowsAccepted" BIGINT NOT NULL,
    "rowsRejected" BIGINT NOT NULL,
    "reasons" JSONB NOT NULL,
    "notes" JSONB NOT NULL,
    "quarantineFile" TEXT,

    CONSTRAINT "ImportedFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlatformDay" (
    "versionId" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "PlatformDay_pkey" PRIMARY KEY ("versionId","metric","day")
);

-- CreateTable
CREATE TABLE "PlatformHour" (
    "versionId" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "weekday" INTEGER NOT NULL,
    "hour" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "PlatformHour_pkey" PRIMARY KEY ("versionId","metric","weekday","hour")
);

-- CreateTable
CREATE TABLE "CelebWeek" (
    "versionId" UUID NOT NULL,
    "celebId" TEXT NOT NULL,
    "week" DATE NOT NULL,
    "ownDays" INTEGER NOT NULL,
    "ownTotal" INTEGER NOT NULL,
    "fanTotal" INTEGER NOT NULL,
    "fanUnique" INTEGER NOT NULL,
    "stickerCount" DOUBLE PRECISION NOT NULL,
    "stickerAmount" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "CelebWeek_pkey" PRIMARY KEY ("versionId","celebId","week")
);

-- CreateTable
CREATE TABLE "CelebSummary" (
    "versionId" UUID NOT NULL,
    "celebId" TEXT NOT NULL,
    "name" TEXT,
    "joinedOn" DATE,
    "firstOwnDay" DATE NOT NULL,
    "lastOwnDay" DATE NOT NULL,
    "ownTotal" INTEGER NOT NULL,
    "fanTotal" INTEGER NOT NULL,
    "stickerCount" DOUBLE PRECISION NOT NULL,
    "attributes" JSONB NOT NULL,

    CONSTRAINT "CelebSummary_pkey" PRIMARY KEY ("versionId","celebId")
);

-- CreateTable
CREATE TABLE "Upload" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "JobStatus" NOT NULL DEFAULT 'queued',
    "stage" TEXT NOT NULL DEFAULT 'waiting',
    "done" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "total" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "remainingSeconds" DOUBLE PRECISION,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "worker" TEXT,
    "heartbeatAt" TIMESTAMPTZ(3),
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "error" JSONB,
    "result" JSONB,
    "createdBy" TEXT,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JobLog" (
    "id" BIGSERIAL NOT NULL,
    "jobId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "JobLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "DatasetVersion_jobId_key" ON "DatasetVersion"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "DatasetVersion_datasetId_number_key" ON "DatasetVersion"("datasetId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Preparation_versionId_observeDays_outcomeDays_strideDays_key" ON "Preparation"("versionId", "observeDays", "outcomeDays", "strideDays");

-- CreateIndex
CREATE INDEX "ImportedFile_versionId_idx" ON "ImportedFile"("versionId");

-- CreateIndex
CREATE UNIQUE INDEX "ImportedFile_datasetId_sha256_mappingHash_key" ON "ImportedFile"("datasetId", "sha256", "mappingHash");

-- CreateIndex
CREATE INDEX "Job_status_createdAt_idx" ON "Job"("status", "createdAt");

-- CreateIndex
CREATE INDEX "JobLog_jobId_id_idx" ON "JobLog"("jobId", "id");

-- AddForeignKey
ALTER TABLE "DatasetVersion" ADD CONSTRAINT "DatasetVersion_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preparation" ADD CONSTRAINT "Preparation_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedFile" ADD CONSTRAINT "ImportedFile_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlatformDay" ADD CONSTRAINT "PlatformDay_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlatformHour" ADD CONSTRAINT "PlatformHour_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CelebWeek" ADD CONSTRAINT "CelebWeek_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CelebSummary" ADD CONSTRAINT "CelebSummary_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "DatasetVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JobLog" ADD CONSTRAINT "JobLog_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE CASCADE ON UPDATE CASCADE;
