/// Service level objectives.
@NullMarked
package io.plumbline.console.slo;

import org.jspecify.annotations.NullMarked;
