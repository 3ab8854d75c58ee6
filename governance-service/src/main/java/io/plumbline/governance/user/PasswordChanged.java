package io.plumbline.governance.user;

import java.util.UUID;

/// The password of a user was changed. Published within the transaction that changes it.
public record PasswordChanged(UUID id) {}
