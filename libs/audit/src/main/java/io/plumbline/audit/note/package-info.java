/// Signed notes and checkpoints as specified by C2SP (c2sp.org/signed-note, c2sp.org/tlog-checkpoint), verifiable
/// with third-party tools.
@NullMarked
package io.plumbline.audit.note;

import org.jspecify.annotations.NullMarked;
