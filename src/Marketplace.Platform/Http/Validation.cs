using System.Reflection;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Platform.Http;

/// <summary>Both sentences of a broken rule.</summary>
public sealed record BothLanguages(string Zh, string En);

public static class ValidationRules
{
    /// <summary>Gives the rule before it a stable code and a sentence in each language.</summary>
    public static IRuleBuilderOptions<T, TProperty> Because<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, string code, string zh, string en) =>
        rule.WithErrorCode(code).WithState(_ => new BothLanguages(zh, en));

    /// <summary>A broken rule as its problem tells it.</summary>
    public static FieldProblem ToField(this ValidationFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var field = string.Join('.', failure.PropertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
        if (failure.CustomState is BothLanguages said) return new FieldProblem(field, failure.ErrorCode, said.Zh, said.En);
        var (code, zh, en) = failure.ErrorCode switch
        {
            "NotEmptyValidator" or "NotNullValidator" => ("required", $"“{field}”没有填。请填写。", $"“{field}” is empty. Fill it in."),
            "MaximumLengthValidator" => ("too-long", $"“{field}”太长。请缩短。", $"“{field}” is too long. Shorten it."),
            "GreaterThanValidator" or "GreaterThanOrEqualValidator" => ("too-small", $"“{field}”太小。请填大一些。", $"“{field}” is too small. Enter more."),
            "LessThanValidator" or "LessThanOrEqualValidator" or "InclusiveBetweenValidator" => ("out-of-range", $"“{field}”超出范围。请改正。", $"“{field}” is out of range. Correct it."),
            "EnumValidator" => ("unknown-choice", $"“{field}”不是可选的值。请从列表里选。", $"“{field}” is not one of the choices. Pick from the list."),
            _ => ("invalid", $"“{field}”不正确。请改正。", $"“{field}” is not right. Correct it."),
        };
        return new FieldProblem(field, code, zh, en);
    }

    /// <summary>Registers every validator of a module's assembly.</summary>
    public static void AddValidatorsOf(this IServiceCollection services, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var validator in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IValidator<>)))
                services.AddSingleton(validator, type);
        }
    }
}

/// <summary>Holds every bound argument that has a validator to it, before the handler runs.</summary>
internal static class Validation
{
    internal static async Task<Problem?> Check(EndpointFilterInvocationContext context)
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is null || argument.GetType().IsPrimitive) continue;
            var validatorType = typeof(IValidator<>).MakeGenericType(argument.GetType());
            if (context.HttpContext.RequestServices.GetService(validatorType) is not IValidator validator) continue;
            var result = await validator.ValidateAsync(new ValidationContext<object>(argument), context.HttpContext.RequestAborted);
            if (!result.IsValid) return Problems.InvalidFields([.. result.Errors.Select(failure => failure.ToField())]);
        }

        return null;
    }
}

/// <summary>Validation for endpoints that only read.</summary>
internal sealed class ValidationFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await Validation.Check(context) is { } problem ? problem : await next(context);
}
