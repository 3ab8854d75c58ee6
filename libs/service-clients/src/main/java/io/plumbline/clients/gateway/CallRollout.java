package io.plumbline.clients.gateway;

import java.util.UUID;

/// The rollout in which a call's variant was drawn. Which of its two variants it was, the call's `variant` says.
///
/// @param step of the rollout at that time, from 0
public record CallRollout(UUID id, int step) {}
