package dev.cloister.chat.bedrock;

/** Tokens of one model call, as Bedrock counts them. */
public record Usage(int inputTokens, int outputTokens, int totalTokens) {}
