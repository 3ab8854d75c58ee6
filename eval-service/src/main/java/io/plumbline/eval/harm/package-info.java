/// Measurements of bias, hallucination and toxicity of a system.
@NullMarked
package io.plumbline.eval.harm;

import org.jspecify.annotations.NullMarked;
