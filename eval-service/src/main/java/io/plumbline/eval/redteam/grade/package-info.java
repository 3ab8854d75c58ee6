/// Decides whether attacks succeeded and whether harmless prompts were answered.
@NullMarked
package io.plumbline.eval.redteam.grade;

import org.jspecify.annotations.NullMarked;
