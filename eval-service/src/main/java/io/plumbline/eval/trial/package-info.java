/// What benchmark runs, harm measurements and red-team campaigns share. A trial makes many calls to a target on one
/// replica, stores each answer as it arrives, and resumes on another replica.
@NullMarked
package io.plumbline.eval.trial;

import org.jspecify.annotations.NullMarked;
