/// What eval-service answers its siblings.
@NullMarked
package io.plumbline.clients.eval;

import org.jspecify.annotations.NullMarked;
