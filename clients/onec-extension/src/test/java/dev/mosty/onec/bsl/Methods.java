package dev.mosty.onec.bsl;

import static dev.mosty.onec.bsl.Values.integer;
import static dev.mosty.onec.bsl.Values.string;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Methods and elements of collections. */
final class Methods {
    private Methods() {}

    static Object created(String type, List<Object> arguments) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "массив" ->
                arguments.isEmpty()
                        ? new ArrayList<>()
                        : new ArrayList<>(Collections.nCopies(integer(arguments.getFirst()), Undefined.VALUE));
            case "соответствие" -> new Keyed.Mapping();
            case "структура" -> structure(arguments);
            default -> throw new Refusal("«Новый " + type + "» is of the platform");
        };
    }

    private static Keyed.Structure structure(List<Object> arguments) {
        Keyed.Structure structure = new Keyed.Structure();
        if (arguments.isEmpty()) {
            return structure;
        }
        List<String> names = List.of(string(arguments.getFirst()).split(",", -1));
        if (arguments.size() > names.size() + 1) {
            throw new Refusal("more values than names");
        }
        for (int name = 0; name < names.size(); name++) {
            Object value = name + 1 < arguments.size() ? arguments.get(name + 1) : Undefined.VALUE;
            structure.put(names.get(name).strip(), value);
        }
        return structure;
    }

    static Object call(Object on, String method, List<Cell> arguments) {
        String name = method.toLowerCase(Locale.ROOT);
        List<Object> values = new ArrayList<>(arguments.stream().map(Cell::get).toList());
        return switch (on) {
            case List<?> array -> ofArray(Values.array(array), name, values);
            case Keyed.Structure structure -> ofStructure(structure, name, arguments);
            case Keyed.Mapping mapping -> ofMapping(mapping, name, values);
            default -> throw new Refusal(Values.type(on) + " has no «" + method + "»");
        };
    }

    private static Object ofArray(List<Object> array, String method, List<Object> a) {
        return switch (method + " " + a.size()) {
            case "количество 0" -> Values.number(array.size());
            case "вграница 0" -> Values.number(array.size() - 1L);
            case "добавить 1" -> done(array.add(a.getFirst()));
            case "вставить 2" -> {
                array.add(place(array.size() + 1, a.getFirst()), a.get(1));
                yield Undefined.VALUE;
            }
            case "получить 1" -> array.get(place(array.size(), a.getFirst()));
            case "установить 2" -> done(array.set(place(array.size(), a.getFirst()), a.get(1)));
            case "удалить 1" -> done(array.remove(place(array.size(), a.getFirst())));
            case "найти 1" -> found(array, a.getFirst());
            case "очистить 0" -> {
                array.clear();
                yield Undefined.VALUE;
            }
            default -> throw new Refusal("Массив has no «" + method + "» with " + a.size() + " arguments");
        };
    }

    private static Object found(List<Object> array, Object wanted) {
        for (int place = 0; place < array.size(); place++) {
            if (Values.equal(array.get(place), wanted)) {
                return Values.number(place);
            }
        }
        return Undefined.VALUE;
    }

    private static Object ofStructure(Keyed.Structure structure, String method, List<Cell> a) {
        return switch (method + " " + a.size()) {
            case "количество 0" -> Values.number(structure.pairs().size());
            case "свойство 1", "свойство 2" -> {
                String name = string(a.getFirst().get());
                if (a.size() == 2) {
                    a.get(1).set(structure.has(name) ? structure.get(name) : Undefined.VALUE);
                }
                yield structure.has(name);
            }
            case "вставить 2" -> {
                structure.put(string(a.getFirst().get()), a.get(1).get());
                yield Undefined.VALUE;
            }
            case "удалить 1" -> {
                structure.remove(string(a.getFirst().get()));
                yield Undefined.VALUE;
            }
            default -> throw new Refusal("Структура has no «" + method + "» with " + a.size() + " arguments");
        };
    }

    private static Object ofMapping(Keyed.Mapping mapping, String method, List<Object> a) {
        return switch (method + " " + a.size()) {
            case "количество 0" -> Values.number(mapping.pairs().size());
            case "получить 1" -> mapping.get(a.getFirst());
            case "вставить 2" -> {
                mapping.put(a.getFirst(), a.get(1));
                yield Undefined.VALUE;
            }
            case "удалить 1" -> {
                mapping.remove(a.getFirst());
                yield Undefined.VALUE;
            }
            default -> throw new Refusal("Соответствие has no «" + method + "» with " + a.size() + " arguments");
        };
    }

    static Object element(Object of, Object index) {
        return switch (of) {
            case List<?> array -> Values.array(array).get(place(array.size(), index));
            case Keyed.Structure structure -> structure.get(string(index));
            case Keyed.Mapping mapping -> mapping.get(index);
            default -> throw new Refusal(Values.type(of) + " has no elements");
        };
    }

    static Object property(Object of, String name) {
        return switch (of) {
            case Keyed.Structure structure -> structure.get(name);
            case Keyed.Pair pair when name.equalsIgnoreCase("Ключ") -> pair.key();
            case Keyed.Pair pair when name.equalsIgnoreCase("Значение") -> pair.value();
            default -> throw new Refusal(Values.type(of) + " has no «" + name + "»");
        };
    }

    static void assign(Object of, Object index, Object value) {
        switch (of) {
            case List<?> array -> Values.array(array).set(place(array.size(), index), value);
            case Keyed.Structure structure -> structure.set(string(index), value);
            case Keyed.Mapping mapping -> mapping.put(index, value);
            default -> throw new Refusal(Values.type(of) + " has no elements");
        }
    }

    private static int place(int size, Object index) {
        int place = integer(index);
        if (place < 0 || place >= size) {
            throw new Refusal("the index " + place + " is outside of " + size);
        }
        return place;
    }

    private static Object done(Object ignored) {
        return Undefined.VALUE;
    }
}
