/// Baselines that are blessed: asked for, and approved by somebody else.
@NullMarked
package io.plumbline.eval.gate.baseline;

import org.jspecify.annotations.NullMarked;
