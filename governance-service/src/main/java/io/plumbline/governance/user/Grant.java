package io.plumbline.governance.user;

import io.plumbline.kit.security.Role;
import jakarta.persistence.Embeddable;

/// A role that a user has in a team.
@Embeddable
public record Grant(String team, Role role) {}
