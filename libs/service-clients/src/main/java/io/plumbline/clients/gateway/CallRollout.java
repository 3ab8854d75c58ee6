package io.plumbline.clients.gateway;

import java.util.UUID;

/// The rollout that selected a call's variant. The call's `variant` names the variant.
///
/// @param step step of the rollout at that time, from 0
public record CallRollout(UUID id, int step) {}
