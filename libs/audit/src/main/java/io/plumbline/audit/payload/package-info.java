/// What events are about: kept apart from the log, encrypted so that a person can be erased.
@NullMarked
package io.plumbline.audit.payload;

import org.jspecify.annotations.NullMarked;
