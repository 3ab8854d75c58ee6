/// Assigns positions to events, grows the tree and signs checkpoints.
@NullMarked
package io.plumbline.audit.sequencing;

import org.jspecify.annotations.NullMarked;
