/// The page that starts a gate.
@NullMarked
package io.plumbline.console.gate.run;

import org.jspecify.annotations.NullMarked;
