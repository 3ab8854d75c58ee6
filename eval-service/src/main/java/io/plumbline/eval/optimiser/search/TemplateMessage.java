package io.plumbline.eval.optimiser.search;

/// A message of a prompt, with placeholders `{{name}}`.
public record TemplateMessage(String role, String content) {}
