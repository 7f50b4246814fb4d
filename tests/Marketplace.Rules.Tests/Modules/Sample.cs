using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Marketplace.Kernel;

namespace Marketplace.Rules.Tests.Modules;

/// <summary>Makes a value of any contract type with every field filled and the same every time, so that its JSON can be compared.</summary>
internal static class Sample
{
    internal static object Of(Type type, string name = "") => Simple(type, name) ?? List(type, name) ?? Record(type);

    private static object? Simple(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "text of " + name;
        if (type == typeof(Guid)) return StableId.From("sample:" + name);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2020, 10, 17, 8, 30, 0, TimeSpan.Zero);
        if (type == typeof(DateOnly)) return new DateOnly(2020, 10, 17);
        if (type == typeof(RegionCode)) return RegionCode.Parse("500236");
        if (type == typeof(Money)) return new Money(123456);
        if (type == typeof(Mass)) return new Mass(5000);
        if (type == typeof(bool)) return true;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        return type.IsPrimitive || type == typeof(decimal) ? Convert.ChangeType(42, type, CultureInfo.InvariantCulture) : null;
    }

    private static object? List(Type type, string name)
    {
        var element = type.IsArray ? type.GetElementType()! : type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[0] : null;
        if (element is null) return null;
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Of(element, name), 0);
        return list;
    }

    private static object Record(Type type)
    {
        var constructor = type.GetConstructors().Where(candidate => candidate.GetParameters().All(parameter => parameter.ParameterType != type)).MaxBy(candidate => candidate.GetParameters().Length);
        var made = constructor is null
            ? RuntimeHelpers.GetUninitializedObject(type)
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, parameter.Name!))]);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true }))
            property.SetValue(made, Of(property.PropertyType, property.Name));
        return made;
    }
}
