/// Named documents of a service's configuration: storage, changes, previews, events and responses, for any kind.
/// A kind adds its record, its table, its rules and a controller that declares its permissions.
@NullMarked
package io.plumbline.kit.document;

import org.jspecify.annotations.NullMarked;
