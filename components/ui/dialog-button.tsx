'use client';
import { Button, type ButtonProps, Modal, type ModalProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface Props {
  /** What the button says. */
  readonly label: string;
  readonly button?: ButtonProps;
  readonly title: string;
  readonly closeLabel: string;
  readonly modal?: Pick<ModalProps, 'size' | 'attributes' | 'closeOnClickOutside'>;
  /** The dialog's content; made anew whenever it opens, so that a form begins with its defaults. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a dialog. */
export function DialogButton({ label, button, title, closeLabel, modal, children }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button {...button} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        closeButtonProps={{ 'aria-label': closeLabel }}
        {...modal}
      >
        {children(close)}
      </Modal>
    </>
  );
}
