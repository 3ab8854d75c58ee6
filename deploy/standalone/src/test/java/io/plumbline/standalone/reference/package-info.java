/// The parts of `docs/reference` that are generated from the code of all services.
@NullMarked
package io.plumbline.standalone.reference;

import org.jspecify.annotations.NullMarked;
