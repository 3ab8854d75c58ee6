/// Tests of incidents.
@NullMarked
package io.plumbline.console.incident;

import org.jspecify.annotations.NullMarked;
