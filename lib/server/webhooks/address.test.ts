import { expect, test } from 'vitest';
import { AppError } from '@/lib/server/errors';
import { checkAddress, isRefusedAddress } from './address';

const reasonOf = (text: string) => {
  try {
    return checkAddress(text).href;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, error.details.reason];
  }
};

test.each([
  ['https://crm.example.com/hooks?team=1', 'https://crm.example.com/hooks?team=1'],
  ['http://localhost:8080', 'http://localhost:8080/'],
  ['http://10.0.0.7/hooks', 'http://10.0.0.7/hooks'],
  ['http://[fd12::7]/', 'http://[fd12::7]/'],
  ['crm.example.com', ['webhook_url', 'form']],
  ['ftp://crm.example.com', ['webhook_url', 'scheme']],
  ['file:///etc/passwd', ['webhook_url', 'scheme']],
  ['https://ara:secret@crm.example.com', ['webhook_url', 'credentials']],
  ['http://169.254.169.254/latest', ['webhook_url', 'address']],
  // The same written as one number, and inside IPv6.
  ['http://2852039166/', ['webhook_url', 'address']],
  ['http://[::ffff:169.254.169.254]/', ['webhook_url', 'address']],
  ['http://[fe80::1]/', ['webhook_url', 'address']],
])('%s', (text, expected) => {
  expect(reasonOf(text)).toEqual(expected);
});

test.each([
  ['169.254.0.1', true],
  ['169.253.255.255', false],
  ['169.255.0.0', false],
  ['127.0.0.1', false],
  ['192.168.1.1', false],
  ['100.100.100.200', true],
  ['::1', false],
  ['febf::1', true],
  ['fec0::1', false],
  ['fd00:ec2::254', true],
  ['64:ff9b::a9fe:a9fe', true],
  ['64:ff9b::808:808', false],
])('%s is refused: %s', (address, refused) => {
  expect(isRefusedAddress(address)).toBe(refused);
});
