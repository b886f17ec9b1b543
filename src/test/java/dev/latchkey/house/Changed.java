package dev.latchkey.house;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;

/** Settings with one component changed, for records that have no method for it. */
final class Changed {
  private Changed() {}

  @SuppressWarnings("unchecked")
  static <T extends Record> T with(T record, String component, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        boolean isIt = components[i].getName().equals(component);
        values[i] = isIt ? value : components[i].getAccessor().invoke(record);
      }
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      return (T) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record has a canonical constructor", e);
    }
  }
}
