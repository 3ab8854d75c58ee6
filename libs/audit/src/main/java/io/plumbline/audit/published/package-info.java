/// The audit log as published: its checkpoints, tiles and proofs.
@NullMarked
package io.plumbline.audit.published;

import org.jspecify.annotations.NullMarked;
