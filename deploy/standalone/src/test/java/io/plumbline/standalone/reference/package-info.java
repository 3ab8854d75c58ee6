/// What of `docs/reference` is made from the code of all services.
@NullMarked
package io.plumbline.standalone.reference;

import org.jspecify.annotations.NullMarked;
