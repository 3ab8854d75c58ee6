/// JSON input and output: bytes to trees, and typed reading of fields with errors that name the field.
@NullMarked
package io.plumbline.simulator.json;

import org.jspecify.annotations.NullMarked;
