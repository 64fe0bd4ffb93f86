import { Container, Text, Title } from '@mantine/core';

/** What a visitor sees first. */
export function Welcome() {
  return (
    <Container size="sm" py="xl" component="main">
      <Title order={1}>Medseal</Title>
      <Text mt="md">
        Medical reports, sealed on your own machine and opened only by those you share them with.
      </Text>
    </Container>
  );
}
