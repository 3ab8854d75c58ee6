/// The payloads of events, stored apart from the log and encrypted so that a person can be erased.
@NullMarked
package io.plumbline.audit.payload;

import org.jspecify.annotations.NullMarked;
