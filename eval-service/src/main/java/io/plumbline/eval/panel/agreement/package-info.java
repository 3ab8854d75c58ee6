/// Agreement among any number of annotators, and their reliability. Pure arithmetic.
@NullMarked
package io.plumbline.eval.panel.agreement;

import org.jspecify.annotations.NullMarked;
