/// The state of the services.
@NullMarked
package io.plumbline.console.system;

import org.jspecify.annotations.NullMarked;
