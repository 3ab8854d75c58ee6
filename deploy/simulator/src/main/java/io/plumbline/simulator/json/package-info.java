/// JSON in and out: bytes to trees, typed reading of fields with an error that names the field.
@NullMarked
package io.plumbline.simulator.json;

import org.jspecify.annotations.NullMarked;
