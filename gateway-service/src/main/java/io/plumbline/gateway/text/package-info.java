/// Texts in JSON trees: everything that a person may have written, independent of the surface.
@NullMarked
package io.plumbline.gateway.text;

import org.jspecify.annotations.NullMarked;
