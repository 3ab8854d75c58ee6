/// The foundation of every Plumbline service.
@NullMarked
package io.plumbline.kit;

import org.jspecify.annotations.NullMarked;
