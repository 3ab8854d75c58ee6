package io.plumbline.governance.user;

import java.util.UUID;

/// A user may no longer sign in. Published within the transaction that disables them.
public record UserDisabled(UUID id) {}
