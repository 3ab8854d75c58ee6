/// The guard policies in force, and what they derive for each team.
@NullMarked
package io.plumbline.gateway.guard.policy;

import org.jspecify.annotations.NullMarked;
