/// Texts in trees of JSON: what in them somebody may have written, whatever the surface.
@NullMarked
package io.plumbline.gateway.text;

import org.jspecify.annotations.NullMarked;
