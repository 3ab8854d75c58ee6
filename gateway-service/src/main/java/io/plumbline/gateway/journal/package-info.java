/// An append-only file that holds what is not yet in the database.
@NullMarked
package io.plumbline.gateway.journal;

import org.jspecify.annotations.NullMarked;
