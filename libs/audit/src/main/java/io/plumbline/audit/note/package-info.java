/// Signed notes and checkpoints as C2SP specifies them (c2sp.org/signed-note, c2sp.org/tlog-checkpoint), so
/// that tools which are not ours can check the log.
@NullMarked
package io.plumbline.audit.note;

import org.jspecify.annotations.NullMarked;
