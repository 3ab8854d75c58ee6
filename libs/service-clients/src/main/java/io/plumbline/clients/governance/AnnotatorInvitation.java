package io.plumbline.clients.governance;

/// A request for a user who may only annotate.
public record AnnotatorInvitation(String team) {}
