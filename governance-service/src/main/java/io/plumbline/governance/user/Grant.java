package io.plumbline.governance.user;

import io.plumbline.kit.security.Role;
import jakarta.persistence.Embeddable;

/// A role of a user in a team.
@Embeddable
record Grant(String team, Role role) {}
