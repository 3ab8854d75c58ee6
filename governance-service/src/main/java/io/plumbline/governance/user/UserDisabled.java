package io.plumbline.governance.user;

import java.util.UUID;

/// A user was disabled. Published within the transaction that disables them.
public record UserDisabled(UUID id) {}
