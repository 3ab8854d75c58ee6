package io.plumbline.monitoring.preference;

/// A message of a prompt, as text.
record PromptMessage(String role, String content) {}
