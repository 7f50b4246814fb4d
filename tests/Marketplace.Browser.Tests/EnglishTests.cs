using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>The way of a buyer who reads English, from the first page to the purchase list.</summary>
[Collection("one market")]
public sealed class EnglishTests(Stage stage)
{
    [Fact]
    public Task A_buyer_finds_produce_signs_in_on_the_way_and_puts_it_in_the_list() => Scene.Play(stage, async scene =>
    {
        var buyer = await scene.Stranger(Screen.Desk);
        await buyer.Open("/");
        await buyer.Press("English");
        await Expect(buyer.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await buyer.Page.GetByRole(AriaRole.Searchbox).FillAsync("fjqc");
        await buyer.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await buyer.Follow("Fengjie navel oranges");
        await buyer.SeesHeading("Fengjie navel oranges");
        await buyer.Sees("/kg");
        await buyer.Follow("Sign in to order");
        await buyer.FillSignIn("yubei");
        await buyer.SeesHeading("Fengjie navel oranges");
        await buyer.Fill("Quantity", "40");
        await buyer.Press("Add to purchase list");
        await buyer.Follow("Open the list");
        await buyer.Sees("¥4,480.00");
        Assert.DoesNotMatch("[\u4e00-\u9fff]{2,}", await buyer.Heading().InnerTextAsync());
        await buyer.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(buyer.Text("¥4,480.00")).ToHaveCountAsync(0);
    });
}
