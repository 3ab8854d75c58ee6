/// The use of models that bypasses the gateway.
@NullMarked
package io.plumbline.console.unguarded;

import org.jspecify.annotations.NullMarked;
