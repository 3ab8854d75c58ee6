/// An append-only file of records that are not in the database yet.
@NullMarked
package io.plumbline.gateway.journal;

import org.jspecify.annotations.NullMarked;
