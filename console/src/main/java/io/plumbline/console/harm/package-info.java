/// Pages of measurements of bias, hallucination and toxicity.
@NullMarked
package io.plumbline.console.harm;

import org.jspecify.annotations.NullMarked;
